# What README.md, plash-tutorial(7) and plash-recipes(7) tell is typed as it stands there, with images and packages as
# lib/published.bash serves them. What needs docker is in 85.
# bats file_tags=once
load lib/helper
load lib/web
load lib/lxc_mirror
load lib/published
load lib/image
load lib/typed_pages

setup_file() {
  published_start
}

teardown_file() {
  published_stop
}

setup() {
  published_reset
  [ -r "$PLASH_SOURCE/man/plash-tutorial.7.scd" ] || skip "this user cannot read the checkout $PLASH_SOURCE"
  shared_directory
  cd "$shared"
}

teardown() {
  shared_clean
  world_clean
}

@test "the tutorial, from an empty data directory to a program of one's own" {
  plash purge --yes
  page_typed "$PLASH_SOURCE/man/plash-tutorial.7.scd"
  [ "$page_count" -ge 20 ]
}

@test "the recipes, but for those with docker or a real Debian" {
  gate 'python3 is not installed' command -v python3
  export DISPLAY=:7 PYTHONDONTWRITEBYTECODE=1
  # The real packages come from Debian in 90, Arch Linux has no GTK here.
  page_typed "$PLASH_SOURCE/man/plash-recipes.7.scd" '*docker*' '*--from-bootstrap*' './python -c*' './gtk-hello-world'
  [ "$page_count" -ge 25 ]
  run -0 ./python -c :
  run -0 plash build --eval-file gtk-hello-world
}

# make and sudo: 80-install, 96 and CI itself; plash test: 81; doctor: 91; docker: 85; the real Debian: 90;
# registries: 67, 68.
@test "the commands of README.md, but for those that install, with docker or a real Debian" {
  gate 'python3 is not installed' command -v python3
  web_image rootfs.tar
  cp "$web_root/rootfs.tar" .
  plash purge --yes
  export DISPLAY=:7
  page_typed "$PLASH_SOURCE/README.md" 'make *' 'sudo *' 'plash test *' 'plash doctor *' '*--from-docker*' \
    '*--from-bootstrap*' '*--from-oci*' '*example.com*' 'plash purge *'
  [ "$page_count" -ge 14 ]
  bash -c "$(sed -n 's/^    \(plash purge .*\)/\1/p' "$PLASH_SOURCE/README.md")" <<<y
  [ ! -e "$PLASH_DATA" ]
}

@test "the picture of README.md is what a terminal shows" {
  gate 'python3 is not installed' command -v python3
  "$PLASH_SOURCE/t/picture" picture.svg
  python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' picture.svg
  assert_equal "$(picture_words "$PLASH_SOURCE/man/session.svg")" "$(picture_words picture.svg)"
}

# picture_words FILE: what the picture shows, but for what is another on each machine: numbers, times and busybox's key.
picture_words() {
  sed -n 's/<text[^>]*>\(.*\)<.text>/\1/p' "$1" | sed 's/busybox:[0-9a-f]*/busybox:KEY/; s/[0-9][0-9.]*/N/g; s/  */ /g'
}
