variable "authorized" {
  type = bool
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "users" {
  api_id           = aws_apigatewayv2_api.shop.id
  name             = "users"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    audience = ["shop"]
    issuer   = "https://login.example.com"
  }
}

resource "aws_apigatewayv2_integration" "backend" {
  api_id             = aws_apigatewayv2_api.shop.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://example.com"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id             = aws_apigatewayv2_api.shop.id
  route_key          = "GET /orders"
  target             = "integrations/${aws_apigatewayv2_integration.backend.id}"
  authorization_type = var.authorized ? "JWT" : "NONE"
  authorizer_id      = var.authorized ? aws_apigatewayv2_authorizer.users.id : null
}

resource "aws_apigatewayv2_route" "internal" {
  api_id             = aws_apigatewayv2_api.shop.id
  route_key          = "GET /internal"
  target             = "integrations/${aws_apigatewayv2_integration.backend.id}"
  authorization_type = var.authorized ? "AWS_IAM" : "NONE"
}
