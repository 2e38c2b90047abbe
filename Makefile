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

.PHONY: help run test test-full lint format documented dependencies unit bench docs machine clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the service with a sample office; prints where it listens and how to get in
	$(CARGO) run --locked --release -p postwacht -- serve --demo

test: machine format dependencies lint documented unit ## Everything that must hold before a change goes in

test-full: test ## `make test`, then the property tests with many more inputs (takes long)
	PROPTEST_CASES=20000 $(CARGO) test --locked --workspace --no-fail-fast

format: ## The sources are formatted
	$(CARGO) fmt --all --check

lint: ## No lint complains, in tests neither
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

documented: ## The Rust documentation builds without a warning
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps

dependencies: $(TOOLS)/deny-$(CARGO_DENY) $(TOOLS)/machete-$(CARGO_MACHETE) ## Licences, bans, sources; nothing unused
	$(TOOLS)/bin/cargo-deny --locked check bans licenses sources
	$(TOOLS)/bin/cargo-machete --with-metadata server

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

docs: ## Write anew what is made: docs/rules/, docs/reference/ and the examples in the pages
	UPDATE=1 $(CARGO) test --locked -p postwacht-engine --test rule_pages
	UPDATE=1 $(CARGO) test --locked -p postwacht-api problem
	UPDATE=1 $(CARGO) test --locked -p postwacht --test it -- examples openapi pages

machine:
	@tests/machine.sh

clean: ## Throw away all that was built, the tools as well
	$(CARGO) clean

# Unoptimised: they run for a second, and this builds in less than half the time.
$(TOOLS)/deny-$(CARGO_DENY):
	CARGO_PROFILE_DEV_DEBUG=0 $(CARGO) install --debug --locked cargo-deny@$(CARGO_DENY) --root $(TOOLS) --target-dir $(TOOLS)/build
	rm -rf $(TOOLS)/build
	touch $@

$(TOOLS)/machete-$(CARGO_MACHETE):
	CARGO_PROFILE_DEV_DEBUG=0 $(CARGO) install --debug --locked cargo-machete@$(CARGO_MACHETE) --root $(TOOLS) --target-dir $(TOOLS)/build
	rm -rf $(TOOLS)/build
	touch $@
