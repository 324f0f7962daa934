"""The codec between edXML packets (QCVN 102:2016/BTTTT) and plain values; it knows no database."""
