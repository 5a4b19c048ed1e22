variable "prefix" {
  default = "shop"
}
variable "issuer" {
  type    = string
  default = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"
}
variable "audience" {
  type    = list(string)
  default = ["web"]
}
variable "origins" {
  type    = list(string)
  default = ["https://shop.example.com"]
}
variable "backend" { default = "https://backend.example.com" }
variable "routes" {
  default = {
    "GET /a"  = { timeout = 3000 }
    "POST /b" = { timeout = 5000 }
  }
}
variable "default_timeout" { default = 7000 }
variable "domain" { default = "api.shop.example.com" }
variable "cert" { default = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111" }
variable "enabled" { default = true }
variable "lambda_arn" { default = "arn:aws:lambda:eu-west-1:123456789012:function:shop" }
locals {
  scopes = ["shop/read"]
}
resource "aws_apigatewayv2_api" "this" {
  name          = "${var.prefix}-api"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = var.origins
    allow_methods = ["GET"]
    max_age       = 300
  }
}
resource "aws_apigatewayv2_authorizer" "jwt" {
  api_id           = aws_apigatewayv2_api.this.id
  name             = "${var.prefix}-jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  jwt_configuration {
    issuer   = var.issuer
    audience = var.audience
  }
}
resource "aws_apigatewayv2_integration" "each" {
  for_each             = var.routes
  api_id               = aws_apigatewayv2_api.this.id
  integration_type     = "HTTP_PROXY"
  integration_method   = "ANY"
  integration_uri      = "${var.backend}/x"
  timeout_milliseconds = each.value.timeout
}
resource "aws_apigatewayv2_route" "each" {
  for_each             = var.routes
  api_id               = aws_apigatewayv2_api.this.id
  route_key            = each.key
  target               = "integrations/${aws_apigatewayv2_integration.each[each.key].id}"
  authorization_type   = "JWT"
  authorizer_id        = aws_apigatewayv2_authorizer.jwt.id
  authorization_scopes = local.scopes
}
resource "aws_apigatewayv2_integration" "fn" {
  count                  = var.enabled ? 1 : 0
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.lambda_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = var.default_timeout
}
resource "aws_apigatewayv2_route" "fn" {
  count     = var.enabled ? 1 : 0
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /fn"
  target    = "integrations/${aws_apigatewayv2_integration.fn[0].id}"
}
resource "aws_lambda_permission" "fn" {
  function_name = var.lambda_arn
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*/fn"
}
resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true
  default_route_settings {
    throttling_burst_limit = 10
    throttling_rate_limit  = 20
  }
}
resource "aws_apigatewayv2_domain_name" "this" {
  domain_name = var.domain
  domain_name_configuration {
    certificate_arn = var.cert
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}
resource "aws_apigatewayv2_api_mapping" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  domain_name = aws_apigatewayv2_domain_name.this.id
  stage       = aws_apigatewayv2_stage.this.id
}
