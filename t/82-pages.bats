# What plash-tutorial(7) and plash-recipes(7) tell is typed as it stands there, with images and packages as
# lib/published.bash serves them. What needs docker is in 85.
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
