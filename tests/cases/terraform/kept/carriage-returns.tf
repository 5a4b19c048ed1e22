resource "random_pet" "p" {
  length=2 # two
    prefix = "a"
}
