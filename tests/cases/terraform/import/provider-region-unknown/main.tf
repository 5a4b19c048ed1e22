
provider "aws" {
  region = var.region
}

variable "region" {
  type = string
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}
