variable "name" {
  type = string
}

resource "aws_iam_role" "caller" {
  name               = "${var.name}-caller"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "caller" {
  role   = aws_iam_role.caller.id
  policy = "{}"
}

resource "aws_lambda_function" "orders" {
  function_name = var.name
  role          = aws_iam_role.caller.arn
  runtime       = "python3.12"
  handler       = "app.handler"
  filename      = "app.zip"
  depends_on    = [aws_iam_role_policy.caller]
}

resource "aws_apigatewayv2_api" "orders" {
  name          = var.name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.orders.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.orders.id
  route_key = "GET /orders"
  target    = "integrations/${aws_apigatewayv2_integration.orders.id}"
}
