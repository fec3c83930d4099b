# `make help` lists what there is. Everything works from a clean clone on Debian 12 with Swift 6.3.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

phoenix := .build/debug/phoenix
swift_code := Package.swift Sources Tests Simulator Plugins

.PHONY: help setup build release run run-https test swarm fuzz lint bench clean

# Tests of deadlines and sockets, which would measure their neighbours instead.
sockets = PhoenixGitTests|PhoenixSimulatorServerTests|PhoenixProxmoxHTTPSTests
# Tests that start hundreds of programs.
programs = PhoenixNodeShellTests|GuestProgramTests|GuestScriptTests|NodeProgramTests|DemoOverHTTPSTests|FakepveTests|CutAtWriteTests
# Tests that keep every processor busy for minutes.
alone = SimulatorClientsTests|HostileTests

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing to build, test and measure (apt-get, as root or with sudo)
	@scripts/setup build test bench

build: ## Build the program: .build/debug/phoenix
	@scripts/setup build
	@scripts/build --product phoenix

release: ## Build the program for use: .build-release/release/phoenix
	@scripts/setup build
	@scripts/release

run: build ## Show Phoenix at work: a fleet from its first commit to its second, on a simulated host
	@PHOENIX=$(phoenix) scripts/demo

run-https: build ## Show the same on a simulated Proxmox that is served over HTTPS, shells included
	@scripts/setup https
	@PHOENIX=$(phoenix) scripts/demo https

test: ## Build and run every test
	@scripts/setup build test
	@scripts/build --build-tests
	@scripts/test --skip '$(sockets)' --skip '$(programs)' --skip '$(alone)'
	@scripts/test --filter '$(sockets)' --skip '$(alone)'
	@scripts/test --filter '$(programs)'
	@scripts/test --filter '$(alone)'

swarm: release ## Play random stories of fleets, faults and people: MINUTES=10, from SEED (the time, unless said)
	@.build-release/release/phoenix simulate --swarm 1000000000 --minutes $(or $(MINUTES),10) --seed $(or $(SEED),$$(date +%s))

fuzz: ## Let everything that is read meet bytes that nobody meant, ten minutes each (SECONDS=30: less)
	@scripts/setup build test
	@scripts/build --build-tests
	@PHOENIX_FUZZ_SECONDS=$(or $(SECONDS),600) swift test --skip-build --filter FuzzTests

lint: ## Check the form of Swift and shell code
	@scripts/setup test
	@scripts/lint $(swift_code)

bench: ## Measure the figures with a release build
	@scripts/setup build bench
	@scripts/bench

clean: ## Remove what was built
	@rm -rf .build .build-release .build-tools
