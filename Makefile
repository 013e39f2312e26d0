# Two commands matter: `make book` and `make test`. Either can be run first, and again at no cost.
PYTHON := .venv/bin/python
CODE := build.py prepress tests

.PHONY: help book check test preflight calibre accessibility readers bench pictures lock clean

help:
	@echo "make book      set up what is missing, then check the guide and make all products in output/"
	@echo "make check     only check the guide, warnings included"
	@echo "make test      set up what is missing, then run the linters, the type checker and the tests"
	@echo "make preflight  ask qpdf, Ghostscript, poppler, PDFium and validators about the files in output/"
	@echo "make calibre   ask EPUBCheck, usage messages included, and calibre about the e-books in output/"
	@echo "make bench     measure the parser on pages of up to 200,000 lines, planner and e-book (beside pandoc, if there)"
	@echo "make pictures  make the pictures of real pages that the README shows"
	@echo "make accessibility  check the e-book with Ace by DAISY (needs Chromium and npm)"
	@echo "make readers   open the e-book in epub.js, epub-ts and foliate-js (needs Chromium and npm)"
	@echo "make lock      pin the newest versions that pyproject.toml allows (needs pip-tools)"
	@echo "make clean     remove the environment and everything that was made"

book:
	@./setup.sh book
	$(PYTHON) build.py

check:
	@./setup.sh book
	$(PYTHON) build.py check --strict

test:
	@./setup.sh test
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest

preflight:
	@./setup.sh test
	$(PYTHON) -m tests.heavy

calibre:
	@./setup.sh test
	$(PYTHON) -m tests.heavy_epub

bench:
	@./setup.sh test
	$(PYTHON) -m tests.benchmark

pictures:
	@./setup.sh test
	$(PYTHON) -m tests.pictures

# Ace and its browser are heavy: they are no part of `make test`.
ACE := .ace/node_modules/.bin/ace-cli
accessibility: $(ACE)
	PUPPETEER_EXECUTABLE_PATH=$$(command -v chromium || command -v google-chrome) \
		$(ACE) -E -s -f -o .ace/report output/guide.epub
	@grep -q '"earl:outcome": "pass"' .ace/report/report.json && echo "Ace found nothing"

$(ACE):
	@command -v npm >/dev/null || { echo "npm is missing"; exit 3; }
	PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix .ace --no-audit --no-fund \
		@daisy/ace-cli@1.4.6 @daisy/ace-core@1.4.6 @daisy/ace-axe-runner-puppeteer@1.4.6

# So are readers that are programs of the web; they take the same browser.
READERS := .readers/node_modules
readers: $(READERS)
	node tests/readers.mjs $(READERS) output/guide.epub

$(READERS):
	@command -v npm >/dev/null || { echo "npm is missing"; exit 3; }
	PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --prefix .readers --no-audit --no-fund \
		epubjs@0.3.93 @likecoin/epub-ts@0.7.2 foliate-js@1.0.1 jszip@3.10.2 playwright-core@1.65.1

# Lock files hold versions and hashes; where packages come from is the business of the machine.
COMPILE := pip-compile --quiet --generate-hashes --strip-extras --no-annotate --no-header --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock:
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitignore -delete
