# Everything a developer or CI needs. Only Python >= 3.11 must be there; the rest is installed into .venv and .venv-peers.

PYTHON ?= python3
BIN := .venv/bin
PEERS := .venv-peers/bin
EG := $(BIN)/ecosystem-graph
OUT := out/demo
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check check-types check-rest docs bench evaluate fuzz ontology terms golden spark clean

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

demo: .venv/.runtime ## Build the bundled records, ask three questions, draw the network (out/demo)
	@echo "== Build: from source records to a graph"
	@$(EG) build data/records -o $(OUT)
	@echo; echo "== Question 1: how many partners has S3-4AlpClusters, as stated and as counted?"
	@$(EG) query partner-counts -d $(OUT) -p project=S3-4AlpClusters -p country=DE
	@echo; echo "== Question 2: what does it cost, and who says so?"
	@$(EG) query budget-by-kind -d $(OUT) -p project=S3-4AlpClusters
	@echo; echo "== Question 3: which numbers are known of TraCS3?"
	@$(EG) query indicator-values -d $(OUT) -p project=TraCS3
	@echo; echo "== Network: who works with whom"
	@$(EG) network -d $(OUT) -o $(OUT)/network.gexf -o $(OUT)/network.png
	@echo; echo "Next: source .venv/bin/activate; ecosystem-graph describe S3-4AlpClusters -d $(OUT)"

test: .venv/.develop .venv-peers/.installed ## Run all tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: check-types check-rest ## Style, types, layers, docstrings, generated files (with --jobs 2, two at once)

check-types: .venv/.develop
	$(BIN)/mypy

check-rest: .venv/.develop
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/flake8 src
	$(BIN)/python ontology/make_terms.py --check
	$(EG) queries lint --answers tests/competency

docs: .venv/.develop ## Build the documentation (site/)
	$(BIN)/mkdocs build --strict

bench: .venv/.develop .venv-peers/.installed ## Measure speed and memory, beside other engines
	$(BIN)/python -m benchmarks

fuzz: .venv/.develop ## Try damaged input for every reader, a minute for each (an hour; out/fuzz)
	$(BIN)/python -m benchmarks.fuzz

evaluate: .venv/.develop ## Read marked pages (in ../shared) and print precision and recall
	$(BIN)/python -m evaluation

spark: .venv/.develop ## Install pyspark and test builds on a Spark cluster of two workers (needs Java 17)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[spark]'
	$(BIN)/python -m pytest -m spark tests/contract/test_engines.py

ontology: .venv/.runtime ## Write the ontology in every format (out/ontology)
	$(BIN)/python ontology/make_release.py

terms: .venv/.develop ## Write terms.py from the ontology
	$(BIN)/python ontology/make_terms.py

golden: .venv/.develop ## Rewrite expected outputs; look at the difference before you commit it
	REWRITE_GOLDEN=1 $(BIN)/python -m pytest tests/golden tests/competency tests/docs

clean: ## Remove everything that was built or installed
	rm -rf .venv .venv-peers out site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python .venv-peers/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(@:%/bin/python=%)
	$@ -m pip install --quiet --upgrade 'pip>=25.1'  # the first that knows dependency groups

.venv/.runtime: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/.develop: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e . --group test --group check --group docs
	@touch $@ .venv/.runtime

.venv-peers/.installed: pyproject.toml constraints-peers.txt | .venv-peers/bin/python
	$(PEERS)/python -m pip install --quiet -c constraints-peers.txt --group peers
	@touch $@
