variable "api_id" {
  type = string
}

variable "execution_arn" {
  type = string
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id                 = var.api_id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id    = var.api_id
  route_key = "GET /orders"
  target    = "integrations/${aws_apigatewayv2_integration.orders.id}"
}

resource "aws_lambda_permission" "orders" {
  statement_id  = "Orders"
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${var.execution_arn}/*/GET/orders"
}
