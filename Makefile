# make           build; with JARS=DIR against the jars of a distribution in DIR, such as /usr/share/java, without Maven
# make demo      see it work: an image, two layers, a program, warm again (installs what is missing)
# make check     all tests (installs what they need); as root also as an ordinary user
# make lint      the static checks alone
# make bench     measure; writes bench.csv and bench.svg
# make install   copy to $(DESTDIR)$(PREFIX); make uninstall takes that away
#                (a line for each step; V=1 shows the commands, and so does make -n)
# make dist      the release archive, in $(DISTDIR)
# make deb rpm   packages for Debian's and Fedora's kin, of what `make` has built, in $(DISTDIR)

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
BASHCOMPDIR ?= $(DATADIR)/bash-completion/completions
ZSHCOMPDIR ?= $(DATADIR)/zsh/site-functions
FISHCOMPDIR ?= $(DATADIR)/fish/vendor_completions.d
DISTDIR ?= dist
MVN ?= mvn
MVNFLAGS ?= -q -B

JAR = libexec/plash/jar
JAVA_SOURCES := $(shell find java/src/main -name '*.java')
# $(call pom,NAME): what the first element NAME of the pom says.
pom = $(shell sed -n 's:^ *<$1>\(.*\)</$1>.*:\1:p' java/pom.xml | head -n 1)
VERSION = $(call pom,version)
LIBRARIES = $(shell . libexec/plash/lib/worker.sh && echo $$worker_libraries)

# What runs is shown with V=1, and by make -n; else a line for what is made, and with make -s for what takes long only.
ifneq ($(V),1)
.SILENT:
endif
SAY = @$(if $(findstring s,$(firstword -$(MAKEFLAGS))),:,echo)

# A page or list that failed half-way is made again.
.DELETE_ON_ERROR:

# What stands beside the jars and is no jar.
MADE = $(JAR)/macros $(JAR)/macro-help $(JAR)/names.sh $(JAR)/inside.sh

all: $(JAR)/plash.jsa $(MADE)

# The value of JARS that java/target/plash.jar was made with.
java/target/jars: ALWAYS
	mkdir -p java/target
	printf '%s\n' "$$JARS" | cmp -s - $@ || printf '%s\n' "$$JARS" >$@

ifeq ($(JARS),)
java/target/plash.jar: java/pom.xml $(JAVA_SOURCES) java/target/jars
	@echo building $@
	rm -rf java/target/lib
	cd java && { $(MVN) $(MVNFLAGS) -Dmaven.test.skip=true package >target/package.log 2>&1 || { cat target/package.log; exit 1; }; }
	touch $@

$(JAR)/plash.jar: java/target/plash.jar
	mkdir -p $(JAR)
	rm -f $(JAR)/*.jar
	cp java/target/lib/*.jar java/target/plash.jar $(JAR)/
else
# The same options of the compiler and lines of the manifest as in the pom. What libraries need themselves they may have
# in other jars than here, as jffi its native part.
java/target/plash.jar: java/pom.xml $(JAVA_SOURCES) java/target/jars
	@echo building $@
	rm -rf java/target/classes
	mkdir -p java/target/classes
	$${JAVA_HOME:+"$$JAVA_HOME/bin/"}javac --release $(call pom,maven.compiler.release) -encoding UTF-8 -nowarn \
		-XDstringConcat=inline -d java/target/classes \
		-cp "$$(for name in $(LIBRARIES); do printf '%s/%s.jar:' "$$JARS" "$$name"; done)" $(JAVA_SOURCES)
	printf 'Implementation-Version: %s\n' '$(VERSION)' >java/target/manifest
	$${JAVA_HOME:+"$$JAVA_HOME/bin/"}jar --create --file $@ --manifest java/target/manifest -C java/target/classes .

$(JAR)/plash.jar: java/target/plash.jar
	mkdir -p $(JAR)
	rm -f $(JAR)/*.jar
	cp java/target/plash.jar $(JAR)/
	jars=$$(cd "$$JARS" && pwd) && for name in $(LIBRARIES); do test ! -f "$$jars/$$name.jar" || ln -s "$$jars/$$name.jar" $(JAR)/ || exit; done
endif

$(JAR)/plash.jsa: $(JAR)/plash.jar $(JAR)/inside.sh libexec/plash/plash--archive
	libexec/plash/plash--archive

# What completion offers; written here, so that it needs no JVM.
$(JAR)/macros: $(JAR)/plash.jsa
	libexec/plash/plash--macros >$@

# What `plash help MACRO` prints.
$(JAR)/macro-help: libexec/plash/lib/page.awk man/plash-macros.7.scd $(JAR)/plash.jar
	awk -f libexec/plash/lib/page.awk man/plash-macros.7.scd >$@

# Names of variables that the shell uses; bin/plash gives a caller's that has one of them back.
SHELL_SOURCES = $(filter-out %-test %--archive,$(wildcard bin/plash libexec/plash/plash-*)) \
	$(filter-out %/test.sh,$(wildcard libexec/plash/lib/*.sh)) $(JAR)/inside.sh

$(JAR)/names.sh: libexec/plash/lib/names.awk $(SHELL_SOURCES) $(JAR)/plash.jar
	LC_ALL=C awk -f libexec/plash/lib/names.awk $(SHELL_SOURCES) >$@

# What the image's shell runs, as text that plash--enter has in variables.
$(JAR)/inside.sh: libexec/plash/lib/inside.awk libexec/plash/inside/profile.sh libexec/plash/inside/program.sh $(JAR)/plash.jar
	awk -f libexec/plash/lib/inside.awk libexec/plash/inside/*.sh >$@

# Pages: written by hand, or made of the header of the command (plash-exec is libexec's plash--exec).
COMMANDS := $(notdir $(wildcard libexec/plash/plash-[!-]*))
PAGES = $(patsubst %.scd,%,$(wildcard man/*.scd)) $(COMMANDS:%=man/%.1) man/plash-exec.1
HELP = awk -f libexec/plash/lib/help.awk -v

man: $(PAGES)

man/plash.1: man/plash.1.scd man/commands.awk $(COMMANDS:%=libexec/plash/%)
	$(SAY) building $@
	$(HELP) mode=summary $(COMMANDS:%=libexec/plash/%) | awk -f man/commands.awk - $< | scdoc >$@

man/%: man/%.scd
	$(SAY) building $@
	scdoc <$< >$@

man/plash-exec.1: libexec/plash/plash--exec man/command.awk
	$(SAY) building $@
	$(HELP) mode=fields $< | awk -f man/command.awk | scdoc >$@

man/%.1: libexec/plash/% man/command.awk
	$(SAY) building $@
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
	PATH="$(CURDIR)/bin:$$PATH" PLASH_SOURCE=$(CURDIR) bats t/00-*.bats

bench: all
	sh t/bench/bench

# The picture of README.md, of a real run.
picture: all
	PATH=$(CURDIR)/bin:$$PATH t/picture man/session.svg

# Copies only; then, where the files lie already at their place, makes the class archive there. A
# package runs libexec/plash/plash--archive after it is unpacked.
#
# AT_... is where things will be, TO_... where they are put. These paths may have blanks and quotes in them, so recipes
# take them from the environment.
INSTALL = install install-programs install-jars install-pages uninstall
$(INSTALL): export AT_PREFIX = $(PREFIX)
$(INSTALL): export AT_BIN = $(BINDIR)
$(INSTALL): export AT_LIBEXEC = $(LIBEXECDIR)/plash
$(INSTALL): export TO_BIN = $(DESTDIR)$(BINDIR)
$(INSTALL): export TO_LIBEXEC = $(DESTDIR)$(LIBEXECDIR)/plash
$(INSTALL): export TO_DATA = $(DESTDIR)$(DATADIR)/plash
$(INSTALL): export TO_MAN = $(DESTDIR)$(MANDIR)
$(INSTALL): export TO_BASH = $(DESTDIR)$(BASHCOMPDIR)
$(INSTALL): export TO_ZSH = $(DESTDIR)$(ZSHCOMPDIR)
$(INSTALL): export TO_FISH = $(DESTDIR)$(FISHCOMPDIR)

install: install-programs install-jars install-pages
	test -n '$(DESTDIR)' || "$$AT_LIBEXEC/plash--archive"

# bin/plash looks for libexec where it lies itself, so that the tree can be moved, if both lie below PREFIX.
install-programs:
	test -f $(JAR)/plash.jar || { echo 'plash: run make first' >&2; exit 1; }
	$(SAY) installing "$$TO_BIN/plash" "$$TO_LIBEXEC"
	install -d "$$TO_BIN" "$$TO_LIBEXEC/lib" "$$TO_LIBEXEC/python/plash" "$$TO_DATA"
	install -m 755 bin/plash bin/plash-exec "$$TO_BIN"
	install -m 755 libexec/plash/plash-* "$$TO_LIBEXEC"
	install -m 644 libexec/plash/lib/* "$$TO_LIBEXEC/lib"
	install -m 644 libexec/plash/python/*.py "$$TO_LIBEXEC/python"
	install -m 644 libexec/plash/python/plash/*.py "$$TO_LIBEXEC/python/plash"
	for file in $$(cd libexec/plash && find test -type f); do install -D -m 755 libexec/plash/$$file "$$TO_LIBEXEC/$$file" || exit; done
	packaging/join
	install -m 644 /dev/null "$$TO_DATA/apparmor"
	awk -f packaging/fill.awk packaging/apparmor >"$$TO_DATA/apparmor"

install-jars: install-programs
	install -d "$$TO_LIBEXEC/jar"
	install -m 644 $(JAR)/plash.jar $(MADE) "$$TO_LIBEXEC/jar"
ifeq ($(JARS),)
	install -m 644 $(LIBRARIES:%=$(JAR)/%.jar) "$$TO_LIBEXEC/jar"
else
	for name in $(LIBRARIES); do test ! -L $(JAR)/$$name.jar || ln -sf "$$JARS/$$name.jar" "$$TO_LIBEXEC/jar" || exit; done
endif

install-pages: install-programs
	$(SAY) installing the manual in "$$TO_MAN", completions in "$$TO_BASH" "$$TO_ZSH" "$$TO_FISH"
	for page in man/*.[157]; do test ! -f $$page || install -D -m 644 -t "$$TO_MAN/man$${page##*.}" $$page || exit; done
	test ! -f completions/plash.bash || install -D -m 644 completions/plash.bash "$$TO_BASH/plash"
	test ! -f completions/_plash || install -D -m 644 completions/_plash "$$TO_ZSH/_plash"
	test ! -f completions/plash.fish || install -D -m 644 completions/plash.fish "$$TO_FISH/plash.fish"

uninstall:
	$(SAY) removing "$$TO_BIN/plash" "$$TO_LIBEXEC", their manual and completions
	rm -rf "$$TO_LIBEXEC" "$$TO_DATA"
	rm -f "$$TO_BIN/plash" "$$TO_BIN/plash-exec"
	rm -f "$$TO_MAN"/man1/plash*.1 "$$TO_MAN"/man5/plash*.5 "$$TO_MAN"/man7/plash*.7
	rm -f "$$TO_BASH/plash" "$$TO_ZSH/_plash" "$$TO_FISH/plash.fish"

dist deb rpm: export TO_DIST = $(DISTDIR)

dist:
	packaging/build-archive plash-$(VERSION)

deb: all man
	packaging/build-deb

rpm: all man
	packaging/build-rpm

clean:
	rm -rf java/target $(JAR) dist
	rm -f man/*.1 man/*.5 man/*.7 bench.csv bench.svg

ALWAYS:

.PHONY: all man demo check lint bench picture $(INSTALL) dist deb rpm clean ALWAYS
