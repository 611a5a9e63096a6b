"""γ, γcat and γk: agreement on spans that annotators place freely, by the best alignment of what they placed.

``gamma.gamma`` measures one document and names the spans that go together; ``corpus`` many together.
Sources: Mathet, Widlöcher and Métivier, *Computational Linguistics* 41 (2015) 437, for γ; Mathet, 43 (2017) 661, for
γcat and γk. The modules import numpy: import them where they are used.
"""
