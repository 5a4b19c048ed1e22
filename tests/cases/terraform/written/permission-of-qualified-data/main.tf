# The alias of a function that is looked up: integrations call its qualified ARN.
data "aws_lambda_function" "orders" {
  function_name = "orders"
  qualifier     = "live"
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = data.aws_lambda_function.orders.qualified_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /orders"
  target    = "integrations/${aws_apigatewayv2_integration.orders.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "orders" {
  statement_id  = "Orders"
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.orders.function_name
  qualifier     = "live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.shop.execution_arn}/*/GET/orders"
}

output "permission" {
  value = aws_lambda_permission.orders.id
}
