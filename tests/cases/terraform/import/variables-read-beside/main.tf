# The design holds the values of `environment` and `domain`, and what stays as it is still reads the variables.
variable "environment" {
  type    = string
  default = "prod"
}

variable "domain" {
  type    = string
  default = "example.com"
}

variable "alone" {
  type    = string
  default = "/aws/other"
}

locals {
  name  = "shop-${var.environment}"
  other = var.alone
}

resource "aws_apigatewayv2_api" "shop" {
  name          = local.name
  description   = var.domain
  protocol_type = "HTTP"
}

resource "aws_sqs_queue" "orders" {
  name = "orders-${var.environment}"
  tags = { domain = var.domain, other = local.other }
}
