"""The demo region: loaded through the gateway, as any region would be."""

from deploy.demo.loading import load

__all__ = ["load"]
