resource "aws_lambda_function" "pets" {
  function_name = "pets"
  role          = "arn:aws:iam::123456789012:role/pets"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "pets.zip"
}

resource "aws_apigatewayv2_api" "pets" {
  name          = "pets"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "bare" {
  api_id                 = aws_apigatewayv2_api.pets.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.pets.arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_integration" "whole" {
  api_id                 = aws_apigatewayv2_api.pets.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${aws_lambda_function.pets.arn}/invocations"
  payload_format_version = "1.0"
}

resource "aws_apigatewayv2_route" "bare" {
  api_id    = aws_apigatewayv2_api.pets.id
  route_key = "GET /bare"
  target    = "integrations/${aws_apigatewayv2_integration.bare.id}"
}

resource "aws_apigatewayv2_route" "whole" {
  api_id    = aws_apigatewayv2_api.pets.id
  route_key = "GET /whole"
  target    = "integrations/${aws_apigatewayv2_integration.whole.id}"
}
