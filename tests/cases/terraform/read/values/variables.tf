variable "text" {}
variable "number" {
  type = number
}
variable "flag" {
  type    = bool
  default = "true"
}
variable "list" {
  type    = list(string)
  default = [1, 2]
}
variable "later" {
  default = "default"
}
variable "last" {}
variable "wrong" {
  type    = number
  default = "many"
}
variable "null_is_default" {
  default  = "given"
  nullable = false
}
resource "aws_ssm_parameter" "all" {
  text            = var.text
  number          = var.number
  flag            = var.flag
  list            = var.list
  later           = var.later
  last            = var.last
  wrong           = var.wrong
  null_is_default = var.null_is_default
  undeclared      = var.undeclared
}
