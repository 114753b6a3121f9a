"""Planning: who needs which expertise, when, where and for how many hours per week."""
