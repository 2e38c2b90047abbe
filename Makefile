# Everything a developer does by command. `make help` lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

CARGO ?= cargo
# Pinned, so that a new version never turns a build red by itself.
CARGO_DENY := 0.20.2
CARGO_MACHETE := 0.9.2
TOOLS := $(abspath $(or $(CARGO_TARGET_DIR),target))/tools

# How many inputs a property test tries.
export PROPTEST_CASES ?= 256

# The front end needs Node; the Rust side does not, and says so on its page when that is missing.
NPM := $(shell command -v npm)

.PHONY: help run test test-full lint format documented dependencies pages web unit browser thunderbird thunderbird-full pictures schema full-disk console-load soak directory bench corpus docs machine clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(if $(NPM),pages) ## Start the service with a sample office and a page to try it on; prints where it listens
	$(CARGO) run --locked --release -p postwacht -- serve --demo

test: machine web format dependencies lint documented unit browser thunderbird ## Everything that must hold before a change goes in

test-full: test schema full-disk console-load thunderbird-full ## `make test`, then the property tests with many more inputs and many more kills (takes long)
	PROPTEST_CASES=20000 KILL_ROUNDS=50 $(CARGO) test --locked --workspace --no-fail-fast

format: ## The sources are formatted
	$(CARGO) fmt --all --check

lint: ## No lint complains, in tests neither
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

documented: ## The Rust documentation builds without a warning
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps

dependencies: $(TOOLS)/deny-$(CARGO_DENY) $(TOOLS)/machete-$(CARGO_MACHETE) ## Licences, bans, sources; nothing unused
	$(TOOLS)/bin/cargo-deny --locked check bans licenses sources
	$(TOOLS)/bin/cargo-machete --with-metadata server

pages: node_modules/installed ## Build the pages that the service shows
	npm run --silent build

web: pages ## The front end: format, lints, types, licences, tests; its types are those of the interface
	npm run --silent format
	npm run --silent lint
	npm run --silent types
	npm run --silent api-fresh
	npm run --silent packages
	npm run --silent test

browser: pages ## The pages in a real browser, with the real service behind them
	$(CARGO) build --locked -p postwacht
	npm run --silent browser

thunderbird: node_modules/installed ## The add-in in a real Thunderbird, with the real service and a mail server behind it
	$(CARGO) build --locked -p postwacht
	npm run --silent thunderbird

thunderbird-full: node_modules/installed ## Thunderbird with real keys and clicks, over TLS, and what takes long
	tests/machine.sh Xvfb:xvfb openbox:openbox xdotool:xdotool wmctrl:wmctrl
	$(CARGO) build --locked -p postwacht
	npm run --silent thunderbird-full

pictures: pages ## Take the pictures of the docs anew
	tests/machine.sh pngquant:pngquant
	$(CARGO) build --locked -p postwacht
	npm run --silent pictures

schema: ## The service against its own OpenAPI document, with made-up requests; needs Python 3
	$(CARGO) build --locked -p postwacht
	tests/schema.sh

full-disk: ## The disk fills up under a running service, and it heals; needs Python 3, and root for a mount
	$(CARGO) build --locked -p postwacht
	if [[ $$EUID -eq 0 ]]; then tests/load/full_disk.py $(or $(CARGO_TARGET_DIR),target)/debug/postwacht; \
	else echo "full-disk: not tried, for only root can mount a disk" >&2; fi

console-load: ## The console before a million rows of the record answers in under 200 ms; needs Python 3
	$(CARGO) build --locked --release -p postwacht
	tests/load/console.py $(or $(CARGO_TARGET_DIR),target)/release/postwacht

soak: ## Fifty mail clients for ten minutes: no failure, and memory stays flat; needs Python 3
	$(CARGO) build --locked --release -p postwacht
	tests/load/soak.py $(or $(CARGO_TARGET_DIR),target)/release/postwacht

directory: ## A hundred thousand clients at the console: import, cancel, search, undo; needs Python 3
	$(CARGO) build --locked --release -p postwacht
	tests/load/directory.py $(or $(CARGO_TARGET_DIR),target)/release/postwacht

# nextest when it is there: it is faster and tells more. It does not run documentation tests, hence the order.
unit: ## All Rust tests
	if $(CARGO) nextest --version >/dev/null 2>&1; then \
	  $(CARGO) test --locked --workspace --doc; \
	  $(CARGO) nextest run --locked --workspace --no-fail-fast; \
	else \
	  $(CARGO) test --locked --workspace --no-fail-fast; \
	fi

bench: ## Measure what matters to an office, and write it to docs/reference/performance.md
	$(CARGO) bench --locked -p postwacht --bench performance

corpus: ## Read a folder of documents beside the other readers installed: make corpus CORPUS=folder
	@$(CARGO) build --locked --quiet --release -p postwacht-extract --example corpus
	@exec $(or $(CARGO_TARGET_DIR),target)/release/examples/corpus $(CORPUS)

docs: ## Write anew what is made: docs/rules/, docs/reference/, the examples in the pages, the edition of the add-in
	UPDATE=1 $(CARGO) test --locked -p postwacht-engine --test rule_pages
	UPDATE=1 $(CARGO) test --locked -p postwacht-api problem
	UPDATE=1 $(CARGO) test --locked -p postwacht --bin postwacht edition
	UPDATE=1 $(CARGO) test --locked -p postwacht --test it -- examples openapi pages
	$(if $(NPM),$(MAKE) --no-print-directory node_modules/installed && npm run --silent api)

machine:
	@tests/machine.sh

clean: ## Throw away all that was built, the tools as well
	$(CARGO) clean
	rm -rf node_modules web-ui/dist addin-manifest/shared/dist tests/e2e/results

node_modules/installed: package-lock.json package.json addin-manifest/shared/package.json addin-manifest/outlook/package.json addin-manifest/thunderbird/package.json web-ui/package.json tests/e2e/package.json tests/thunderbird/package.json
	npm ci --no-fund --no-audit
	touch $@

# Unoptimised: they run for a second, and this builds in less than half the time.
$(TOOLS)/deny-$(CARGO_DENY):
	CARGO_PROFILE_DEV_DEBUG=0 $(CARGO) install --debug --locked cargo-deny@$(CARGO_DENY) --root $(TOOLS) --target-dir $(TOOLS)/build
	rm -rf $(TOOLS)/build
	touch $@

$(TOOLS)/machete-$(CARGO_MACHETE):
	CARGO_PROFILE_DEV_DEBUG=0 $(CARGO) install --debug --locked cargo-machete@$(CARGO_MACHETE) --root $(TOOLS) --target-dir $(TOOLS)/build
	rm -rf $(TOOLS)/build
	touch $@
