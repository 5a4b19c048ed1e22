variable "name" { type = string }
variable "stage" { type = string }
variable "tags" { type = map(string) }
variable "lambda_arn" { type = string }
variable "lambda_name" { type = string }
variable "burst" { type = number }
variable "auto" { type = bool }
variable "origins" { type = list(string) }
resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  protocol_type = "HTTP"
  description   = "API ${var.name}"
  cors_configuration {
    allow_origins = var.origins
    allow_methods = ["GET"]
  }
  tags = var.tags
}
resource "aws_apigatewayv2_integration" "fn" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.lambda_arn
  payload_format_version = "2.0"
}
resource "aws_apigatewayv2_route" "r" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /${var.stage}/things"
  target    = "integrations/${aws_apigatewayv2_integration.fn.id}"
}
resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = var.stage
  auto_deploy = var.auto
  default_route_settings {
    throttling_burst_limit = var.burst
    throttling_rate_limit  = var.burst * 2
  }
}
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = var.lambda_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}
