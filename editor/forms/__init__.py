"""Property forms, made from the typed parameters of node types.

``shapes`` reads annotations; ``values`` and its neighbours hold one editor for each kind of value,
``making`` chooses among them; ``node_form`` puts them under undo. Values stay plain JSON
throughout: what a field cannot read is kept as it was typed and told as a problem.
"""
