"""Traces (OpenTelemetry) and figures (Prometheus), when the settings ask for them.

Nothing about people goes into either: a path is its template, a statement its first word, a fault
its kind. The audit of who saw whom is another thing (`shared.verwerking`): that loses nothing.
"""

from shared.telemetry.start import Telemetry

__all__ = ["Telemetry"]
