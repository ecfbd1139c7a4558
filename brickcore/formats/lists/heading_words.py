"""What sites and people call the columns of a list: in English, and plainly in other languages of builders.

Words are in small letters without accents, blanks and signs. A word that means different things in two languages is in
neither: “nombre” is a name in Spanish and a number in French.
"""

PARTS = {
    "ldraw": ("ldrawid", "ldrawno", "ldraw", "ldrawpart", "ldrawnumber", "ldrawpartnumber"),
    "bricklink": ("blitemno", "blitemid", "blid", "itemid", "bricklinkid", "bricklink", "blpart", "bricklinkpart",
                  "bricklinkitemno", "bricklinknumber"),
    "rebrickable": ("rebrickableid", "rebrickable", "rebrickablepart", "rbpart"),
    "brickowl": ("boid", "brickowlid", "brickowl"),
    "lego": ("elementid", "element", "elementnumber", "elementno", "legoelement", "legoelementid", "legoid", "designid",
             "design", "designnumber", "itemnumber", "elementnummer", "elementnr", "designnummer", "designnr"),
}  # fmt: skip
PART = (
    "part", "partnum", "partnumber", "partno", "partid", "number", "no", "id", "item", "itemno", "brickid", "mould",
    "teilenummer", "teilenr", "teilnummer", "teilnr", "teil", "bauteil", "artikelnummer", "artikelnr", "steinnummer",
    "numerodepiece", "numeropiece", "nopiece", "piece", "reference", "numerodepieza", "pieza", "referencia",
    "codicepezzo", "numeropezzo", "pezzo", "codice", "onderdeelnummer", "onderdeel", "steennummer",
    "numerodapeca", "peca", "codigo", "numerczesci", "czesc", "delnummer", "del", "bitnummer", "bit",
    "osanumero", "osa", "cislodilu", "dil", "alkatreszszam", "alkatresz",
)  # fmt: skip
COLOURS = {
    "ldraw": ("ldrawcolorid", "ldrawcolor", "ldrawcode", "ldrawcolorcode"),
    "bricklink": ("blcolorid", "blcolor", "bricklinkcolor", "bricklinkcolorid"),
    "rebrickable": ("rebrickablecolor", "rbcolor", "rbcolorid"),
    "lego": ("legocolor", "legocolorid", "material", "materialid", "colorcode"),
}
COLOUR = (
    "color", "colorid", "colornumber", "colorno", "colornum", "col",
    "farbe", "farbnummer", "farbnr", "farbcode", "farbid", "couleur", "codecouleur", "idcouleur", "colore",
    "codicecolore", "kleur", "kleurnummer", "kleurcode", "cor", "codigodacor", "codigodecolor", "kolor",
    "farg", "farve", "farge", "vari", "barva", "szin",
)  # fmt: skip
COLOUR_NAME = (
    "colorname", "colordescription", "colordesc", "colordesignation",
    "farbname", "farbbezeichnung", "nomdelacouleur", "nomcouleur", "nombredelcolor", "nomecolore", "kleurnaam",
    "nomedacor", "nazwakoloru", "fargnamn", "farvenavn",
)  # fmt: skip
QUANTITY = (
    "qty", "quantity", "num", "count", "qtytotal", "amount", "pieces", "pcs", "minqty", "total", "numof", "n",
    "anzahl", "menge", "stuck", "stueck", "stuckzahl", "stueckzahl", "anz", "quantite", "qte", "cantidad", "cant",
    "quantita", "qta", "aantal", "hoeveelheid", "stuks", "quantidade", "qtd", "qtde", "ilosc", "sztuk", "antal",
    "antall", "maara", "kpl", "pocet", "darab", "mennyiseg",
)  # fmt: skip
NAME = (
    "partname", "name", "description", "partdescription", "itemname", "title", "partdesc",
    "bezeichnung", "beschreibung", "teilename", "designation", "nom", "descripcion", "descrizione", "nome",
    "omschrijving", "beschrijving", "naam", "descricao", "opis", "nazwa", "beskrivning", "beskrivelse", "namn", "navn",
    "kuvaus", "nimi", "popis", "nazev", "megnevezes",
)  # fmt: skip
PRICE = (
    "price", "unitprice", "each", "priceeach",
    "preis", "stuckpreis", "einzelpreis", "prix", "prixunitaire", "precio", "preciounitario", "prezzo", "prijs",
    "stuksprijs", "preco", "cena", "pris", "hinta",
)  # fmt: skip
CONDITION = ("condition", "cond", "zustand", "etat", "estado", "condizione", "staat", "stan", "skick", "tilstand")
REMARKS = (
    "remarks", "remark", "comments", "comment", "note", "notes",
    "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar", "remarque", "remarques", "commentaire",
    "commentaires", "observaciones", "comentario", "comentarios", "opmerking", "opmerkingen", "uwagi",
)  # fmt: skip
SPARE = ("isspare", "spare", "extra", "ersatzteil", "rechange", "repuesto", "ricambio")
