# Permissions that name the function or its alias otherwise than its calls do.
locals {
  functions = toset(["orders", "health"])
}

data "aws_lambda_function" "fn" {
  for_each      = local.functions
  function_name = "shop-${each.key}"
  qualifier     = "live"
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "fn" {
  for_each               = local.functions
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = data.aws_lambda_function.fn[each.key].qualified_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "fn" {
  for_each  = local.functions
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /${each.key}"
  target    = "integrations/${aws_apigatewayv2_integration.fn[each.key].id}"
}

resource "aws_apigatewayv2_stage" "shop" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "fn" {
  for_each      = local.functions
  statement_id  = "Allow-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.fn[each.key].function_name
  qualifier     = "live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.shop.execution_arn}/*/*/${each.key}"
}

resource "aws_apigatewayv2_integration" "users" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.users.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "users" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /users"
  target    = "integrations/${aws_apigatewayv2_integration.users.id}"
}

resource "aws_lambda_function" "users" {
  function_name = "users"
  role          = "arn:aws:iam::123456789012:role/users"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/users:1"
  package_type  = "Image"
}

resource "aws_lambda_alias" "users" {
  name             = "live"
  function_name    = aws_lambda_function.users.function_name
  function_version = "1"
}

# The alias that is called.
resource "aws_lambda_permission" "users" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.users.function_name
  qualifier     = aws_lambda_alias.users.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.shop.execution_arn}/*/*"
}

# The function itself, for tests.
resource "aws_lambda_permission" "users_test" {
  statement_id_prefix = "test-"
  action              = "lambda:InvokeFunction"
  function_name       = aws_lambda_function.users.function_name
  principal           = "apigateway.amazonaws.com"
  source_arn          = "${aws_apigatewayv2_api.shop.execution_arn}/test/*/users"
}

resource "aws_apigatewayv2_integration" "bills" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:eu-west-1:123456789012:function:bills"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "bills" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /bills"
  target    = "integrations/${aws_apigatewayv2_integration.bills.id}"
}

# By its name, where the call has the ARN.
resource "aws_lambda_permission" "bills" {
  action        = "lambda:InvokeFunction"
  function_name = "bills"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.shop.execution_arn}/*/*"
}
