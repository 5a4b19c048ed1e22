variable "lambda_function_name" { type = string }
variable "lambda_invoke_arn" { type = string }
variable "audit_invoke_arn" { type = string }
variable "fn" { type = object({ arn = string, name = string, invoke_arn = string }) }
module "users" { source = "./users" }
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "a" {
  api_id                 = aws_apigatewayv2_api.a.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.lambda_invoke_arn
  payload_format_version = "2.0"
}
resource "aws_apigatewayv2_integration" "b" {
  api_id                 = aws_apigatewayv2_api.a.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.fn.arn
  payload_format_version = "2.0"
}
resource "aws_apigatewayv2_integration" "c" {
  api_id                 = aws_apigatewayv2_api.a.id
  integration_type       = "AWS_PROXY"
  integration_uri        = module.users.lambda_arn
  payload_format_version = "2.0"
}
# No permission of the files names its function: the ARN stands inside of the URI.
resource "aws_apigatewayv2_integration" "d" {
  api_id                 = aws_apigatewayv2_api.a.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.audit_invoke_arn
  payload_format_version = "2.0"
}
resource "aws_apigatewayv2_route" "d" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /d"
  target    = "integrations/${aws_apigatewayv2_integration.d.id}"
}
resource "aws_apigatewayv2_route" "a" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /a"
  target    = "integrations/${aws_apigatewayv2_integration.a.id}"
}
resource "aws_apigatewayv2_route" "b" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /b"
  target    = "integrations/${aws_apigatewayv2_integration.b.id}"
}
resource "aws_apigatewayv2_route" "c" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /c"
  target    = "integrations/${aws_apigatewayv2_integration.c.id}"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.a.id
  name        = "$default"
  auto_deploy = true
}
resource "aws_lambda_permission" "a" {
  action        = "lambda:InvokeFunction"
  function_name = var.lambda_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.a.execution_arn}/*/*"
}
resource "aws_lambda_permission" "b" {
  action        = "lambda:InvokeFunction"
  function_name = var.fn.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.a.execution_arn}/*/*"
}
resource "aws_lambda_permission" "c" {
  action        = "lambda:InvokeFunction"
  function_name = module.users.lambda_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.a.execution_arn}/*/*"
}
