resource "aws_apigatewayv2_api" "this" {
  name          = "pets"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "pets" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:eu-central-1:123456789012:function:pets"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "pets" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /pets"
  target    = "integrations/${aws_apigatewayv2_integration.pets.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "pets" {
  statement_id  = "Pets"
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-central-1:123456789012:function:pets"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/GET/pets"
}
