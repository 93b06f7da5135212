"""The words of the trade: measures, KPIs, channels, and the language their formulas are written in."""
