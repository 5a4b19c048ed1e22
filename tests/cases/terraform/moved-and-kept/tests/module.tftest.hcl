mock_provider "aws" {
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123"
      api_endpoint  = "https://abc123.execute-api.us-east-1.amazonaws.com"
    }
  }

  mock_resource "aws_apigatewayv2_stage" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123/stages/prod"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
      invoke_url    = "https://abc123.execute-api.us-east-1.amazonaws.com/prod"
    }
  }
}

run "plan" {
  command = plan
}

run "apply" {
  command = apply

  assert {
    condition     = anytrue([startswith(output.invoke_url, "https://"), startswith(output.invoke_url, "wss://")])
    error_message = "The output invoke_url is not an address."
  }
}
