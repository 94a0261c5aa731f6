"""Marks on a picture: drawing, masking, cropping."""
