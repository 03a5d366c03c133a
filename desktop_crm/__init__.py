"""The core of Desktop CRM: rules, storage, import and export. It knows no Qt and asks nobody anything."""

__version__ = "0.1.0"
