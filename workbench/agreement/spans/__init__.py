"""Agreement on spans: who matches whom under which rule, counted in ways that add up over documents."""
