"""Posts that assign: which fire units shall shoot at which threats, decided by a policy in one slot.

``slot.py`` says when a post decides and hands its situation to a policy; ``survey.py`` puts together what it
knows, ``fill.py`` asks a compiled policy, ``orders.py`` sends the orders on their way, and ``chain.py`` says
whether a fire unit is within reach of its post. None of it is asked where no post of a case assigns.
"""
