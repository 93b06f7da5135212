"""reportgen: social-media ROI reporting as code."""

__version__ = "0.1.0"
