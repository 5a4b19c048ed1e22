variable "domain_name" {
  type    = string
  default = "api.example.com"
}

variable "zone_name" {
  type    = string
  default = "example.com"
}
