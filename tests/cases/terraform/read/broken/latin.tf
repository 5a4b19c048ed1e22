resource "x" "y" {
  a = "ÿ"
}
