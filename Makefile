# The commands of the house. Each recipe is one line: what it does stands in a file of its name.
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test faults check bench shots guide lock inventory clean

PYTHON := .venv/bin/python
INSTALL := ./coopstudio/install/python.sh coopstudio/install/packages.py
WORLD_WORDS := $(if $(SIZE),--size $(SIZE)) $(if $(WORLD),--world $(WORLD))

help: ## cette liste
	@awk -F ':.*## ' '/^[a-z-]+:.*##/ {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## installer tout ce qu’il faut pour développer
	@$(INSTALL) test

demo: ## ouvrir la maison, habitée, à une adresse (SIZE=150 pour la remplir, WORLD=solstice pour un autre monde)
	@$(INSTALL) demo
	@exec $(PYTHON) -m coopstudio.start.demo $(WORLD_WORDS)

demo-reset: ## vider la démonstration et la rouvrir
	@$(INSTALL) demo
	@exec $(PYTHON) -m coopstudio.start.demo --reset $(WORLD_WORDS)

test: setup ## tous les essais, navigateur compris (ONLY="tests/start -k second" pour choisir)
	@exec $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ONLY)

faults: setup ## les pannes : tout est tué pour de vrai, docs/faults.md dit ce qui a tenu (ONLY="-k broker" pour choisir)
	@exec $(PYTHON) -m tests.faults $(ONLY)

check: setup ## la moitié statique : style, étages, gabarits, réglages, migrations
	@exec $(PYTHON) -m coopstudio.start.look

bench: setup ## les mesures (ONLY="lists post" pour choisir)
	@exec $(PYTHON) -m bench $(ONLY)

shots: setup ## une image de chaque page dans var/shots/
	@exec $(PYTHON) -m tests.browser.shots

guide: setup ## reprendre les images du guide (docs/guide/images/)
	@exec $(PYTHON) -m tests.browser.guide

lock: ## figer à nouveau les dépendances, avec leurs empreintes
	@./coopstudio/install/python.sh coopstudio/install/lock.py

inventory: ## dire de quoi la maison est faite (var/sbom.cdx.json, CycloneDX)
	@./coopstudio/install/python.sh coopstudio/install/inventory.py

clean: ## enlever ce que l’installation et les essais ont posé, sauf les données de var/
	@rm -rf .venv node_modules static/vendor static/built .pytest_cache .ruff_cache .hypothesis .import_linter_cache
