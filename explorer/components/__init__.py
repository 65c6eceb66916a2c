"""The Python face of the JavaScript components: network canvas, article reader, dashboard board.

Sources and the built bundle lie beside this file; what the data hold is left to ``explorer.views``,
serving the bundle under ``assets/`` to ``explorer.routes``.
"""

from __future__ import annotations

from explorer.components.bundled import Asset, asset, borders, icons
from explorer.components.mount import article_reader, dashboard_board, network_canvas

__all__ = ["Asset", "article_reader", "asset", "borders", "dashboard_board", "icons", "network_canvas"]
