resource "aws_apigatewayv2_api" "first" {
  name = "first"
}

# This one is broken.
resource "aws_apigatewayv2_api" "second" {
  name = "second
}

resource "aws_apigatewayv2_api" "third" {
  name          = var.missing.deep
  protocol_type = upper()
  description   = local.words[7]
}

locals {
  words = ["a"]
}
