"""Small tables in Rebrickable's layout, written for tests."""

from pathlib import Path

TABLES = {
    "part_categories": "id,name\n1,Bricks\n2,Stickers\n3,Pneumatics\n",
    "parts": "part_num,name,part_cat_id,part_material\n"
    "8001,Brick 2 x 3 Hooked,1,Plastic\n"
    "8001pr0001,Brick 2 x 3 Hooked with Moon Print,1,Plastic\n"
    "8002A,Pump Small,3,Plastic\n"
    "8003stk01,Sticker Sheet for Set 8003-1,2,Plastic\n",
    "part_relationships": "rel_type,child_part_num,parent_part_num\nP,8001pr0001,8001\n",
    "colors": "id,name,rgb,is_trans,num_parts,num_sets,y1,y2\n"
    "4,Red,C91A09,False,9,9,1949,2026\n"
    "1094,Trans-Medium Purple,8D73B3,True,9,9,2003,2006\n"
    "9999,[No Color/Any Color],05131D,False,9,9,1955,2026\n",
    "elements": "element_id,part_num,color_id,design_id\n800121,8001,4,8001\n800301,8003stk01,9999,\n",
    "themes": "id,name,parent_id\n1,Town,\n2,Harbour,1\n",
    "sets": "set_num,name,year,theme_id,num_parts,img_url\n10-1,Crane,1999,2,3,x\n11-1,Big Crane,2003,2,5,x\n",
    "minifigs": "fig_num,name,num_parts,img_url\nfig-1,Docker,1,x\n",
    "inventories": "id,version,set_num\n1,1,10-1\n2,1,11-1\n3,1,fig-1\n",
    "inventory_parts": "inventory_id,part_num,color_id,quantity,is_spare,img_url\n"
    "1,8001,4,2,f,x\n1,8001,4,1,t,x\n2,8001,1094,5,f,x\n3,8002A,4,1,f,x\n",
    "inventory_sets": "inventory_id,set_num,quantity\n2,10-1,1\n",
    "inventory_minifigs": "inventory_id,fig_num,quantity\n2,fig-1,2\n",
}


def write_tables(folder: Path, **changed: str) -> Path:
    """All tables in a folder that is made, those that are named with other text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (TABLES | changed).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
