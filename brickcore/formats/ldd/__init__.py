"""LEGO Digital Designer: .lxf, a zip with a picture and a model, and .lxfml, the model itself."""
