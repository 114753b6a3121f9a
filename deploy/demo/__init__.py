"""The demo region: loaded through the gateway, as any region would be."""

from deploy.demo.loading import NotHere, load

__all__ = ["NotHere", "load"]
