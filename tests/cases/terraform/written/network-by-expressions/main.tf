variable "subnet_ids" {
  type        = list(string)
  description = "Where the link has its network interfaces"
}

variable "limits" {
  type = object({
    rate  = number
    tags  = optional(map(string))
    names = list(string)
  })
}

resource "random_password" "key" {
  for_each = toset(["acme"])
  length   = 40
}

resource "aws_api_gateway_api_key" "acme" {
  name  = "acme"
  value = random_password.key["acme"].result
}

resource "aws_apigatewayv2_vpc_link" "pets" {
  name               = "pets"
  security_group_ids = ["sg-0aaaaaaaaaaaaaaa1"]
  subnet_ids         = var.subnet_ids
}

resource "aws_cloudwatch_log_group" "other" {
  name = join("-", var.limits.names)
}

resource "aws_apigatewayv2_api" "pets" {
  name          = "pets"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  api_id           = aws_apigatewayv2_api.pets.id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com/"
    audience = var.limits.names
  }
}
