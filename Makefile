# Prepares ./3700kvstore and ./4730kvstore, the replica of a course: `make`, then start either.

sources := $(wildcard raft/*.ts raft/roles/*.ts live/*.ts live/course/*.ts)

.PHONY: all
all: dist/bin/kvstore.js
	chmod +x 3700kvstore 4730kvstore

# The published package has it, and no sources to be newer than it.
dist/bin/kvstore.js: $(sources)
	test -d node_modules || npm ci
	npm run build
