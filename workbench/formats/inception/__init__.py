"""INCEpTION: what its formats (WebAnno TSV, CAS XMI, CAS JSON) have in common."""
