"""UIMA: a CAS (a text and its annotations) as XMI or as JSON, as INCEpTION and DKPro exchange it.

The reading of feature structures is dkpro-cassis's (the extra ``uima``); what is counted, guarded and made of them is
ours. XMI holds no type system, so one must stand beside it.
"""
