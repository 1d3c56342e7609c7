"""L'atelier: what the pages share. Navigation, controls, bundles, the gallery."""
