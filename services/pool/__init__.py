"""Pool: scarce experts, shared fairly.

Rooms from low to high; a room may use the rooms before it, never one after it:
flexpool (pools and their members) < planning (needs) < aanlevering (needs delivered in bulk as
facts) < inzet (register of deployments) < toewijzing (proposals and the decisions on them).
"""
