# make           build
# make demo      see it work: an image, two layers, a program, warm again (installs what is missing)
# make check     all tests (installs what they need); as root also as an ordinary user
# make lint      the static checks alone
# make bench     measure; writes bench.csv
# make install   copy to $(DESTDIR)$(PREFIX)

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec
MANDIR ?= $(PREFIX)/share/man
BASHCOMPDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHCOMPDIR ?= $(PREFIX)/share/zsh/site-functions
MVN ?= mvn
MVNFLAGS ?= -q -B

JARS = libexec/plash/jar
JAVA_SOURCES := $(shell find java/src/main -name '*.java')

# A page or list that failed half-way is made again.
.DELETE_ON_ERROR:

all: $(JARS)/plash.jsa $(JARS)/macros $(JARS)/names.sh $(JARS)/inside.sh

java/target/plash.jar: java/pom.xml $(JAVA_SOURCES)
	@mkdir -p java/target
	@echo building $@
	@cd java && { $(MVN) $(MVNFLAGS) -DskipTests package >target/package.log 2>&1 || { cat target/package.log; exit 1; }; }
	@touch $@

$(JARS)/plash.jar: java/target/plash.jar
	@mkdir -p $(JARS)
	@cp java/target/lib/*.jar java/target/plash.jar $(JARS)/

$(JARS)/plash.jsa: $(JARS)/plash.jar $(JARS)/inside.sh libexec/plash/plash--archive
	@libexec/plash/plash--archive

# What completion offers; written here, so that it needs no JVM.
$(JARS)/macros: $(JARS)/plash.jsa
	@libexec/plash/plash--macros >$@

# Names of variables that the shell uses; bin/plash gives a caller's that has one of them back.
SHELL_SOURCES = $(filter-out %-test %--archive,$(wildcard bin/plash libexec/plash/plash-*)) \
	$(filter-out %/test.sh,$(wildcard libexec/plash/lib/*.sh)) $(JARS)/inside.sh

$(JARS)/names.sh: libexec/plash/lib/names.awk $(SHELL_SOURCES) $(JARS)/plash.jar
	@LC_ALL=C awk -f libexec/plash/lib/names.awk $(SHELL_SOURCES) >$@

# What the image's shell runs, as text that plash--enter has in variables.
$(JARS)/inside.sh: libexec/plash/lib/inside.awk libexec/plash/inside/profile.sh libexec/plash/inside/program.sh $(JARS)/plash.jar
	@awk -f libexec/plash/lib/inside.awk libexec/plash/inside/*.sh >$@

# Pages: written by hand, or made of the header of the command (plash-exec is libexec's plash--exec).
COMMANDS := $(notdir $(wildcard libexec/plash/plash-[!-]*))
PAGES = $(patsubst %.scd,%,$(wildcard man/*.scd)) $(COMMANDS:%=man/%.1) man/plash-exec.1
HELP = awk -f libexec/plash/lib/help.awk -v

man: $(PAGES)

man/plash.1: man/plash.1.scd man/commands.awk $(COMMANDS:%=libexec/plash/%)
	$(HELP) mode=summary $(COMMANDS:%=libexec/plash/%) | awk -f man/commands.awk - $< | scdoc >$@

man/%: man/%.scd
	scdoc <$< >$@

man/plash-exec.1: libexec/plash/plash--exec man/command.awk
	$(HELP) mode=fields $< | awk -f man/command.awk | scdoc >$@

man/%.1: libexec/plash/% man/command.awk
	$(HELP) mode=fields $< | awk -f man/command.awk | scdoc >$@

demo:
	.ci/install-tools run
	$(MAKE) -s all
	t/demo

check:
	.ci/install-tools check
	$(MAKE) -s all man
	t/check

lint: all
	PATH="$(CURDIR)/bin:$$PATH" PLASH_SOURCE=$(CURDIR) bats t/00-lint.bats

bench: all
	sh t/bench/bench

# Copies only; then, where the files lie already at their place, makes the class archive there. A
# package runs libexec/plash/plash--archive after it is unpacked.
install:
	@test -f $(JARS)/plash.jar || { echo 'plash: run make first' >&2; exit 1; }
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBEXECDIR)/plash/lib $(DESTDIR)$(LIBEXECDIR)/plash/jar $(DESTDIR)$(LIBEXECDIR)/plash/python/plash
	install -m 755 bin/plash bin/plash-exec $(DESTDIR)$(BINDIR)
	sed -i 's|^: "$${PLASH_LIBEXEC:=.*|: "$${PLASH_LIBEXEC:=$(LIBEXECDIR)/plash}"|' $(DESTDIR)$(BINDIR)/plash
	install -m 755 libexec/plash/plash-* $(DESTDIR)$(LIBEXECDIR)/plash
	install -m 755 $(DESTDIR)$(BINDIR)/plash $(DESTDIR)$(LIBEXECDIR)/plash
	install -m 644 libexec/plash/lib/* $(DESTDIR)$(LIBEXECDIR)/plash/lib
	install -m 644 libexec/plash/python/*.py $(DESTDIR)$(LIBEXECDIR)/plash/python
	install -m 644 libexec/plash/python/plash/*.py $(DESTDIR)$(LIBEXECDIR)/plash/python/plash
	cd libexec/plash && for file in $$(find test -type f); do install -D -m 755 $$file $(DESTDIR)$(LIBEXECDIR)/plash/$$file || exit; done
	install -m 644 $(JARS)/*.jar $(JARS)/macros $(JARS)/names.sh $(JARS)/inside.sh $(DESTDIR)$(LIBEXECDIR)/plash/jar
	for file in $(JARS)/native/*.so; do test ! -f $$file || install -D -m 644 -t $(DESTDIR)$(LIBEXECDIR)/plash/jar/native $$file || exit; done
	test -n '$(DESTDIR)' || $(LIBEXECDIR)/plash/plash--archive
	for page in man/*.[157]; do test ! -f $$page || install -D -m 644 -t $(DESTDIR)$(MANDIR)/man$${page##*.} $$page || exit; done
	test ! -f completions/plash.bash || install -D -m 644 completions/plash.bash $(DESTDIR)$(BASHCOMPDIR)/plash
	test ! -f completions/_plash || install -D -m 644 completions/_plash $(DESTDIR)$(ZSHCOMPDIR)/_plash

uninstall:
	rm -rf $(DESTDIR)$(LIBEXECDIR)/plash
	rm -f $(DESTDIR)$(BINDIR)/plash $(DESTDIR)$(BINDIR)/plash-exec
	rm -f $(DESTDIR)$(MANDIR)/man1/plash*.1 $(DESTDIR)$(MANDIR)/man5/plash*.5 $(DESTDIR)$(MANDIR)/man7/plash*.7
	rm -f $(DESTDIR)$(BASHCOMPDIR)/plash $(DESTDIR)$(ZSHCOMPDIR)/_plash

clean:
	rm -rf java/target $(JARS)
	rm -f man/*.1 man/*.5 man/*.7 bench.csv

.PHONY: all man demo check lint bench install uninstall clean
